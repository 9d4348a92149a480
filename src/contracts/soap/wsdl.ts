/**
 * Writes an operation's WSDL 1.1 (document/literal, RIV-TA Basic Profile 2.1) from the contract's data. Its parts are
 * named by the profile's rules, so that code generated from the published contract and from ours is alike.
 */

import { REGISTRY } from './envelope.ts'
import type { Operation } from './form.ts'
import type { Locate } from './schema.ts'
import { escapedAttribute } from './write.ts'

/** Takes an operation, where its schemas are fetched, and the address at which it answers. Gives the WSDL. */
export function wsdlOf(operation: Operation, locate: Locate, address: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="${operation.name}Interaction"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:itr="${REGISTRY}"
    xmlns:tjsr="${operation.namespace}" xmlns:tns="${operation.wsdlNamespace}"
    targetNamespace="${operation.wsdlNamespace}">
${typesAndMessages(operation, locate)}
${portAndBinding(operation)}
  <wsdl:service name="${operation.name}ResponderService">
    <wsdl:port name="${operation.name}ResponderPort" binding="tns:${operation.name}ResponderBinding">
      <soap:address location="${escapedAttribute(address)}"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`
}

function typesAndMessages(
  { name, namespace, wsdlNamespace, request, response, extension }: Operation,
  locate: Locate,
): string {
  const imported = [namespace, REGISTRY, ...(extension === undefined ? [] : [extension.namespace])]
  const imports = imported.map(
    (uri) => `      <xs:import namespace="${uri}" schemaLocation="${escapedAttribute(locate(uri))}"/>`,
  )
  return `  <wsdl:types>
    <xs:schema targetNamespace="${wsdlNamespace}">
${imports.join('\n')}
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="${name}Request">
    <wsdl:part name="LogicalAddress" element="itr:LogicalAddress"/>
    <wsdl:part name="parameters" element="tjsr:${request.element}"/>
  </wsdl:message>
  <wsdl:message name="${name}Response">
    <wsdl:part name="parameters" element="tjsr:${response.element}"/>
  </wsdl:message>`
}

const portAndBinding = ({ name, soapAction }: Operation): string => `  <wsdl:portType name="${name}ResponderInterface">
    <wsdl:operation name="${name}">
      <wsdl:input message="tns:${name}Request"/>
      <wsdl:output message="tns:${name}Response"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="${name}ResponderBinding" type="tns:${name}ResponderInterface">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="${name}">
      <soap:operation soapAction="${soapAction}" style="document"/>
      <wsdl:input>
        <soap:header use="literal" message="tns:${name}Request" part="LogicalAddress"/>
        <soap:body use="literal" parts="parameters"/>
      </wsdl:input>
      <wsdl:output>
        <soap:body use="literal"/>
      </wsdl:output>
    </wsdl:operation>
  </wsdl:binding>`
