<?php
/**
 * Calls whatever it is told with PHP's own SoapClient, which knows nothing of us.
 *
 * Argument: the HSA-id of the calling system. Reads one call a line from standard input, as JSON: the WSDL's location
 * (a file or a URL), the endpoint (null: the one that the WSDL names), the operation and its arguments. Prints one line
 * for each, as JSON: the answer as SoapClient understood it, and the XML that came.
 */

ini_set('soap.wsdl_cache_enabled', '0');
ini_set('serialize_precision', '-1');
ini_set('display_errors', 'stderr');

const PRINCIPAL = 'SE2321000198-1000';

function connect(string $wsdl, ?string $endpoint, string $system): SoapClient
{
    $header = "x-rivta-original-serviceconsumer-hsaid: $system\r\n";
    $client = new SoapClient($wsdl, [
        'trace' => true,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        'stream_context' => stream_context_create(['http' => ['header' => $header]]),
    ] + ($endpoint === null ? [] : ['location' => $endpoint]));
    $client->__setSoapHeaders(new SoapHeader('urn:riv:itintegration:registry:1', 'LogicalAddress', PRINCIPAL));
    return $client;
}

$clients = [];
while (($line = fgets(STDIN)) !== false) {
    ['wsdl' => $wsdl, 'endpoint' => $endpoint, 'operation' => $operation, 'arguments' => $arguments] =
        json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    $client = $clients["$wsdl $endpoint"] ??= connect($wsdl, $endpoint, $argv[1]);
    $answer = $client->__soapCall($operation, [$arguments]);
    $said = ['answer' => $answer, 'xml' => $client->__getLastResponse()];
    echo json_encode($said, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE), "\n";
}
