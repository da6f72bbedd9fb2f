// Wi-Fi as a station. Source: WiFi library of the ESP32 core 3.x, ESP8266WiFi of the ESP8266 core 3.x, WiFi of arduino-pico 4.x:
// the calls that the three share.
#pragma once
#include <Arduino.h>

typedef enum {
  WL_NO_SHIELD = 255, WL_IDLE_STATUS = 0, WL_NO_SSID_AVAIL = 1, WL_SCAN_COMPLETED = 2, WL_CONNECTED = 3, WL_CONNECT_FAILED = 4,
  WL_CONNECTION_LOST = 5, WL_DISCONNECTED = 6,
} wl_status_t;
typedef enum { WIFI_OFF = 0, WIFI_STA = 1, WIFI_AP = 2, WIFI_AP_STA = 3 } WiFiMode_t;

class WiFiClient : public Client {
 public:
  int connect(IPAddress ip, uint16_t port) override;
  int connect(const char *host, uint16_t port) override;
  size_t write(uint8_t value) override;
  size_t write(const uint8_t *buffer, size_t size) override;
  using Print::write;
  int available() override;
  int read() override;
  int read(uint8_t *buffer, size_t size);
  int peek() override;
  void flush() override;
  void stop() override;
  uint8_t connected() override;
  operator bool() override;

 private:
  void fetch();
  int line_ = -1;
  std::string in_;
};

class WiFiServer {
 public:
  explicit WiFiServer(uint16_t port = 80);
  void begin();
  WiFiClient available();
  WiFiClient accept();
};

class OhmWiFi {
 public:
  bool mode(WiFiMode_t mode);
  wl_status_t begin(const char *name, const char *password = nullptr);
  bool config(IPAddress ip, IPAddress gateway, IPAddress subnet);
  wl_status_t status();
  IPAddress localIP();
  String SSID() const;
  int32_t RSSI();
  String macAddress();
  bool softAP(const char *name, const char *password = nullptr);
  IPAddress softAPIP();
  void setHostname(const char *name);
};
