/** What a newcomer can try against a server that has just started, with one complete example to paste. */

type Named = { readonly id: string; readonly name: string }

export type Tryable = {
  readonly systems: readonly Named[]
  readonly providers: readonly Named[]
  readonly people: readonly (Named & { readonly note: string })[]
}

/** Takes the server's address and the synthetic care it serves. Gives the text. */
export function whatCanBeTried(address: string, { systems, providers, people }: Tryable): string {
  return `
E-frikort answers at ${address} (stop with Ctrl-C)

Register a fee of 250 kr, visit today, for the synthetic patient ${people[0]?.id}; paste this:

${example(address)}

Operations   ${OPERATIONS.map((name) => `${address}/efrikortService/${name}/3/rivtabp21?wsdl`).join('\n             ')}
Callers      header x-rivta-original-serviceconsumer-hsaid: ${systems.map(({ id }) => id).join(', ')}
Providers    ${providers.map(({ id, name }) => `${id} (${name})`).join(', ')}
Patients     any well-formed identity; for instance ${people.map(({ id, note }) => `${id} (${note})`).join(', ')}
A whole year bin/efrikort demo ${address}
Health       ${address}/health/live  ${address}/health/ready
`
}

/** Takes the server's address and the synthetic staff whose cards the demo plays. Gives the text. */
export const whoCanLogIn = (address: string, staff: readonly (Named & { readonly pin: string })[]): string =>
  `Log in       ${address}/ as ${staff.map(({ id, name, pin }) => `${id} (${name}, PIN ${pin})`).join(', ')}\n`

const OPERATIONS = [
  'RegisterTransaction',
  'UpdateTransaction',
  'DeleteTransaction',
  'GetCardForPerson',
  'GetExtendedCardForPerson',
]

const example = (address: string): string => `curl -s ${address}/efrikortService/RegisterTransaction/3/rivtabp21 \\
  -H 'Content-Type: text/xml; charset=utf-8' --data-binary @- <<'XML'
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
  <s:Body>
    <r:RegisterTransaction xmlns:r="urn:riv:cgi:healthcare:efrikort:RegisterTransactionResponder:3"
                           xmlns:e="urn:riv:cgi:healthcare:efrikort:3">
      <r:carePrincipalId>SE2321000198-1000</r:carePrincipalId>
      <r:careProvider>SE2321000198-A</r:careProvider>
      <r:careUnit>SE2321000198-A1</r:careUnit>
      <r:cardTypeId>CARE_VISIT</r:cardTypeId>
      <r:personId>199001012385</r:personId>
      <r:amount>250</r:amount>
      <r:actor>
        <e:employeeId>SE2321000198-E001</e:employeeId>
        <e:careProviderId>SE2321000198-A</e:careProviderId>
      </r:actor>
    </r:RegisterTransaction>
  </s:Body>
</s:Envelope>
XML`
