"""What a service says of itself before anything else is asked (cotter-api 13.1)."""

from urllib.parse import urlsplit

from desktop.client.answers import ServiceDescription
from desktop.client.endpoint import Endpoint, OnTime
from desktop.client.refusals import NOT_FOUND
from desktop.client.token_keys import parse_key_set
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import RequestRefusedError, ServiceAnswerError

KEY_SET_PATH = "/token/jwks"


async def describe_service(
    service_url: str,
    api_key_id: str,
    transport: Transport,
    clock: Clock,
    *,
    on_time: OnTime | None = None,
) -> ServiceDescription:
    """What a service says of itself (cotter-api 13.1).

    One that has no such route, but the key set that every Cotter service has, is a published one.

    Raises:
        UnknownApiKeyError: the service doesn't know the key.
        ServiceAnswerError: it is no Cotter service.
        ServiceUnreachableError: no answer that counts.
    """
    endpoint = Endpoint(service_url, api_key_id, transport, clock, on_time)
    try:
        return await endpoint.ask("GET", "/service", parse=ServiceDescription.parse)
    except RequestRefusedError as refused:
        if refused.values["status"] != NOT_FOUND:
            raise
    host = urlsplit(service_url).netloc
    try:
        await endpoint.ask("GET", KEY_SET_PATH, parse=parse_key_set)
    except RequestRefusedError:
        raise ServiceAnswerError(host=host, reason="it is no Cotter service") from None
    return ServiceDescription.of_published_service(host=host)
