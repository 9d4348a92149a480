"""A patient's story over the five operations of version 3, told by zeep from the published WSDLs.

Arguments: the service's base URL and the folder of the published contract. Prints one JSON object a line: what was
seen, or {"clock": moment}, and then waits for a line on standard input while the clock is set. Every answer is held
against the published schema.
"""

import datetime
import json
import sys

import zeep
from lxml import etree
from zeep.helpers import serialize_object
from zeep.plugins import HistoryPlugin
from zeep.transports import Transport

BASE, CONTRACT = sys.argv[1:]
PRINCIPAL = "SE2321000198-1000"
PERSON = "199001012385"
A = {"employeeId": "SE2321000198-E001", "careProviderId": "SE2321000198-A", "careUnitId": "SE2321000198-A1"}
B = {"employeeId": "SE5599990000-E001", "careProviderId": "SE5599990000-B"}
AT_A = {"careProvider": "SE2321000198-A", "careUnit": "SE2321000198-A1", "actor": A}
AT_B = {"careProvider": "SE5599990000-B", "careUnit": "SE5599990000-B1", "actor": B}
QUESTION = {"personId": PERSON, "cardTypeId": "CARE_VISIT"}
BODY = "{http://schemas.xmlsoap.org/soap/envelope/}Body"
validated = 0


class Journal:
    """One journal system: an HSA-id in the header, and a client for each operation."""

    def __init__(self, system):
        self.transport = Transport()
        self.transport.session.headers["x-rivta-original-serviceconsumer-hsaid"] = system
        self.clients = {}

    def call(self, name, **message):
        """Calls one operation. Gives the one field of the answer as plain data, after the schema has had its say."""
        if name not in self.clients:
            self.clients[name] = self.connect(name)
        operation, history, schema = self.clients[name]
        answer = operation(carePrincipalId=PRINCIPAL, **message, _soapheaders={"LogicalAddress": PRINCIPAL})
        validate(schema, history.last_received["envelope"])
        (result,) = [value for field, value in serialize_object(answer, dict).items() if field != "_value_1"]
        return result

    def connect(self, name):
        folder = f"{CONTRACT}/interactions/{name}Interaction"
        history = HistoryPlugin()
        client = zeep.Client(
            f"{folder}/{name}Interaction_3.0_RIVTABP21.wsdl", transport=self.transport, plugins=[history]
        )
        (binding,) = client.wsdl.bindings
        service = client.create_service(binding, f"{BASE}/efrikortService/{name}/3/rivtabp21")
        schema = etree.XMLSchema(etree.parse(f"{folder}/{name}Responder_3.0.xsd"))
        return getattr(service, name), history, schema


def validate(schema, envelope):
    global validated
    (body,) = envelope.find(BODY)
    schema.assertValid(etree.fromstring(etree.tostring(body)))
    validated += 1


def say(what, **seen):
    print(json.dumps({"what": what, **seen}, default=str, ensure_ascii=False), flush=True)


def set_clock(moment):
    print(json.dumps({"clock": moment}), flush=True)
    sys.stdin.readline()


def outcome(result):
    return [result["resultCode"], result["resultText"]]


def date(text):
    return datetime.date.fromisoformat(text)


def register(journal, at, day, amount, **told):
    answer = journal.call("RegisterTransaction", **{**QUESTION, **at, **told}, transactionDate=date(day), amount=amount)
    say("registered", day=day, outcome=outcome(answer["result"]), card=answer["cardSystemId"])
    return answer["transactionId"]


def update(journal, at, fee, day, amount, reason):
    told = {**at, "transactionId": fee, "transactionDate": date(day), "amount": amount, "updateReason": reason}
    answer = journal.call("UpdateTransaction", **told)
    say("updated", outcome=outcome(answer["result"]), card=answer["cardSystemId"])


def delete(journal, actor, fee, reason=None):
    answer = journal.call("DeleteTransaction", transactionId=fee, deleteReason=reason, actor=actor)
    say("deleted", outcome=outcome(answer))


def look(journal):
    """Both questions: the card must be the same in both answers."""
    short = journal.call("GetCardForPerson", **QUESTION)
    long = journal.call("GetExtendedCardForPerson", **QUESTION)
    extended = long["extendedCard"]
    assert short["result"] == long["result"] and short["card"] == (extended and extended["card"])
    card = short["card"]
    if card is None:
        say("looked", card=None)
        return
    names = ["startDate", "preliminaryCardDate", "finalCardDate", "endDate", "currentAmount", "amountToLimit", "status"]
    rows = [
        [str(row["transactionDate"]), row["amount"], row["status"], row["careProvider"], row["statusReason"]]
        for row in extended["transactions"]
    ]
    say("looked", id=card["cardSystemId"], card=[card[name] for name in names], rows=rows)


both, a, b = Journal("SE2321000198-DEMO"), Journal("SE2321000198-DEMO-A"), Journal("SE5599990000-DEMO-B")
look(a)
register(a, AT_A, "2024-09-02", 250)
register(b, AT_B, "2024-11-04", 250)
telephone = register(a, AT_A, "2025-01-13", 250)
register(a, AT_A, "2025-02-03", 250)
register(a, AT_A, "2025-03-10", 250.0)
look(a)
capped = register(a, AT_A, "2025-05-12", 200)
look(b)
update(a, AT_A, telephone, "2025-01-13", 99.5, "Telefonbesök")
look(a)
register(a, AT_A, "2025-04-22", 300, careProvider="Tandläkaren & Co", careUnit=None)
twice = register(both, AT_A, "2025-05-12", 200)
delete(both, A, twice, "Dubbel")
delete(b, B, capped)
delete(b, A, capped)
set_clock("2025-06-04T12:00:00+02:00")
look(a)
update(both, AT_A, capped, "2025-05-12", 150.5, "Upp till frikort")
register(a, AT_A, "2025-06-05", 200)
register(a, AT_A, "2025-06-03", 0)
set_clock("2025-09-02T00:00:00+02:00")
look(a)
register(b, AT_B, "2025-09-02", 250)
look(b)
say("validated", answers=validated)
