// Messages to a server: each is one HTTP POST to http://host:port/topic, as ntfy.sh and many home servers take it.
// Messages wait in a short line until there is a network; the oldest goes when it is full.
#pragma once
#include "ohm_wifi.h"

class Publisher {
 public:
  Publisher(WifiLink &wifi, const char *host, uint16_t port, const char *topic);
  void update();

  void publish(const char *message);

 private:
  static const uint8_t PLACES = 4;
  static const uint8_t LENGTH = 120;

  bool send(const char *message);

  WifiLink &wifi_;
  const char *host_;
  uint16_t port_;
  const char *topic_;
  char waiting_[PLACES][LENGTH + 1];
  uint8_t first_ = 0;
  uint8_t count_ = 0;
  Every pause_{1000};  // between two messages, or two tries
};
