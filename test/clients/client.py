"""Calls whatever it is told with zeep, a SOAP client that knows nothing of us.

Argument: the HSA-id of the calling system. Reads one call a line from standard input, as JSON: the WSDL's location
(a file or a URL), the endpoint (null: the one that the WSDL names), the operation and its arguments. Prints one line
for each, as JSON: the answer as zeep understood it, and the XML that came.
"""

import json
import sys

import zeep
from zeep.helpers import serialize_object
from zeep.transports import Transport

PRINCIPAL = "SE2321000198-1000"


class Listening(Transport):
    """A transport that remembers the last answer's bytes."""

    def post(self, address, message, headers):
        response = super().post(address, message, headers)
        self.last = response.content.decode(response.encoding or "utf-8")
        return response


def connect(transport, wsdl, endpoint):
    client = zeep.Client(wsdl, transport=transport)
    if endpoint is None:
        return client.service
    (binding,) = client.wsdl.bindings
    return client.create_service(binding, endpoint)


def main(system):
    transport = Listening()
    transport.session.headers["x-rivta-original-serviceconsumer-hsaid"] = system
    services = {}
    for line in sys.stdin:
        call = json.loads(line)
        place = (call["wsdl"], call["endpoint"])
        if place not in services:
            services[place] = connect(transport, *place)
        operation = getattr(services[place], call["operation"])
        answer = operation(**call["arguments"], _soapheaders={"LogicalAddress": PRINCIPAL})
        said = {"answer": serialize_object(answer, dict), "xml": transport.last}
        print(json.dumps(said, default=lambda value: value.isoformat(), ensure_ascii=False), flush=True)


main(*sys.argv[1:])
