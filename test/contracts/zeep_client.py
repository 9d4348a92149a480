"""Drives the five fee operations of version 3 with zeep, as a journal system would. Prints one JSON object.

Arguments: the service's base URL, and either the folder of the published contract (version 3) or "served".
"""

import datetime
import json
import sys

import zeep
from zeep.helpers import serialize_object

OPERATIONS = [
    "RegisterTransaction",
    "UpdateTransaction",
    "DeleteTransaction",
    "GetCardForPerson",
    "GetExtendedCardForPerson",
]
PRINCIPAL = "SE2321000198-1000"
ACTOR = {"employeeId": "SE2321000198-E001", "careProviderId": "SE2321000198-A", "careUnitId": "SE2321000198-A1"}
VISIT = {"careProvider": "Hälsocentralen Åmot", "transactionDate": datetime.date(2025, 5, 2), "amount": 250.5}
QUESTION = {"carePrincipalId": PRINCIPAL, "personId": "191212121212", "cardTypeId": "CARE_VISIT"}
MESSAGES = {
    "RegisterTransaction": {**QUESTION, **VISIT, "actor": ACTOR},
    "UpdateTransaction": {"carePrincipalId": PRINCIPAL, "transactionId": "fee-1", **VISIT, "updateReason": "fel & åter", "actor": ACTOR},
    "DeleteTransaction": {"carePrincipalId": PRINCIPAL, "transactionId": "fee-1", "actor": ACTOR},
    "GetCardForPerson": QUESTION,
    "GetExtendedCardForPerson": QUESTION,
}


def service(base, contract, name):
    """Loads the operation's WSDL, from disk or from the service, and binds it to the service's address."""
    address = f"{base}/efrikortService/{name}/3/rivtabp21"
    if contract == "served":
        return zeep.Client(f"{address}?wsdl").service
    wsdl = f"{contract}/interactions/{name}Interaction/{name}Interaction_3.0_RIVTABP21.wsdl"
    client = zeep.Client(wsdl)
    (binding,) = client.wsdl.bindings
    return client.create_service(binding, address)


def call(base, contract, name, message):
    """Calls with the logical address in the header. Gives the one field of the answer as plain data."""
    operation = getattr(service(base, contract, name), name)
    answer = operation(**message, _soapheaders={"LogicalAddress": PRINCIPAL})
    (result,) = [value for field, value in serialize_object(answer, dict).items() if field != "_value_1"]
    return result


def fault(base, contract):
    """Makes the service fail, and tells how zeep understood that."""
    try:
        call(base, contract, "DeleteTransaction", {**MESSAGES["DeleteTransaction"], "transactionId": "boom"})
    except zeep.exceptions.Fault as error:
        return {"code": error.code, "message": error.message}


def main(base, contract):
    """Calls every operation, one that is refused, and one that breaks."""
    answers = {name: call(base, contract, name, MESSAGES[name]) for name in OPERATIONS}
    answers["refused"] = call(base, contract, "GetCardForPerson", {**QUESTION, "cardTypeId": "A" * 37})
    answers["fault"] = fault(base, contract)
    print(json.dumps(answers, default=str))


main(*sys.argv[1:])
