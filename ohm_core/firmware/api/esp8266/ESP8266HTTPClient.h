// HTTP of the ESP8266 core 3.x: begin(client, url) only; the form with the address alone was removed in 3.0.
#pragma once
#include <ESP8266WiFi.h>
#include <ohm_http_api.h>

class HTTPClient : public OhmHttp {};
