// Messages to an MQTT broker: PUBLISH at quality of service 0, nothing else.
// Standard: OASIS MQTT 3.1.1, sections 3.1 (CONNECT), 3.2 (CONNACK), 3.3 (PUBLISH), 3.12 (PINGREQ).
// Library that does more: "PubSubClient" by Nick O'Leary.
#pragma once
#include "ohm_net.h"
#include "ohm_wifi.h"

class Publisher {
 public:
  Publisher(WifiLink &wifi, const char *host, uint16_t port, const char *topic);
  void update();

  void publish(const char *message);

 private:
  static const uint8_t LENGTH = 120;

  bool connect();
  void putText(const char *text);

  WifiLink &wifi_;
  const char *host_;
  uint16_t port_;
  const char *topic_;
  WiFiClient client_;
  char waiting_[LENGTH + 1] = "";  // the last message while there is no connection
  Every pause_{5000};
  Every ping_{30000};
};
