// HTTP requests. Source: HTTPClient of the ESP32 core 3.x and arduino-pico 4.x, ESP8266HTTPClient of the ESP8266 core 3.x
// (there begin() wants a WiFiClient first).
#pragma once
#include <Arduino.h>

#define HTTP_CODE_OK 200

class OhmHttp {
 public:
  bool begin(WiFiClient &client, const String &url);
  void addHeader(const String &name, const String &value);
  void setTimeout(uint16_t ms);
  int GET();
  int POST(const String &payload);
  int PUT(const String &payload);
  String getString();
  int getSize();
  static String errorToString(int error);
  void end();

 protected:
  String url_;

 private:
  int request(const char *method, const String &payload);
  bool answered_ = false;
};
