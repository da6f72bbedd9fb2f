// HTTP of the ESP32 core 3.x: begin() also takes the address alone.
#pragma once
#include <WiFi.h>
#include <ohm_http_api.h>

class HTTPClient : public OhmHttp {
 public:
  using OhmHttp::begin;
  bool begin(String url);
};
