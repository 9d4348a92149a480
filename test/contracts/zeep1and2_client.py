"""Drives versions 1 and 2 with zeep, as an older journal system would, and loads every WSDL it is told of. Prints one JSON object.

Arguments: the service's base URL, either the folder of the published contracts or "served", then the paths of every WSDL to load.
"""

import datetime
import glob
import json
import sys

import zeep
from zeep.helpers import serialize_object

PRINCIPAL = "SE2321000198-1000"
ACTOR = {"EmployeeId": "SE2321000198-E001", "CareProviderId": "SE2321000198-A"}
QUESTION = {"CarePrincipalId": PRINCIPAL, "PersonId": "191212121212", "CardTypeId": "CARE_VISIT"}
MESSAGES = {
    "RegisterTransaction": {
        **QUESTION,
        "CareProviderId": "SE2321000198-A",
        "TransactionDate": datetime.date(2025, 5, 2),
        "RegistrationDateTime": datetime.datetime(2025, 5, 2, 8, 15),
        "Amount": 250.5,
        "Actor": ACTOR,
    },
    "GetExtendedCardForPerson": QUESTION,
}


def service(base, contract, name, version):
    """Loads the operation's WSDL, from disk or from the service, and binds it to the service's address."""
    address = f"{base}/efrikortService/{name}/{version}/rivtabp21"
    if contract == "served":
        return zeep.Client(f"{address}?wsdl").service
    (wsdl,) = glob.glob(f"{contract}/{version}.0/interactions/*/{name}Interaction/*.wsdl")
    client = zeep.Client(wsdl)
    (binding,) = client.wsdl.bindings
    return client.create_service(binding, address)


def call(base, contract, name, version):
    """Calls with the logical address in the header. Gives the one field of the answer as plain data."""
    operation = getattr(service(base, contract, name, version), name)
    answer = operation(**MESSAGES[name], _soapheaders={"LogicalAddress": PRINCIPAL})
    (result,) = [value for field, value in serialize_object(answer, dict).items() if field != "_value_1"]
    return result


def loaded(base, path):
    """Loads a WSDL with all that it imports. Gives the operations it describes."""
    (described,) = zeep.Client(f"{base}{path}?wsdl").wsdl.bindings.values()
    return sorted(described.all())


def main(base, contract, *paths):
    answers = {version: {name: call(base, contract, name, version) for name in MESSAGES} for version in (1, 2)}
    print(json.dumps({"answers": answers, "loaded": {path: loaded(base, path) for path in paths}}, default=str))


main(*sys.argv[1:])
