#include "ohm_mqtt.h"

static const uint8_t CONNECT = 0x10;
static const uint8_t PUBLISH = 0x30;
static const uint8_t PING = 0xC0;
static const uint8_t KEEP_ALIVE_S = 90;
static const uint16_t PATIENCE_MS = 3000;  // the longest a broker may hold up the program
static const char CLIENT_NAME[] = "ohm-prototype";

Publisher::Publisher(WifiLink &wifi, const char *host, uint16_t port, const char *topic)
    : wifi_(wifi), host_(host), port_(port), topic_(topic) {}

void Publisher::publish(const char *message) {
  Serial.print(F("PUBLISH="));
  Serial.println(message);
  strncpy(waiting_, message, LENGTH);
}

void Publisher::update() {
  if (!wifi_.connected()) return;
  if (!client_.connected()) {
    if (!pause_.due() || !connect()) return;
  }
  while (client_.available()) client_.read();  // answers to pings
  if (ping_.due()) {
    client_.write(PING);
    client_.write(uint8_t(0));
  }
  if (waiting_[0] == '\0') return;
  client_.write(PUBLISH);
  uint8_t rest = 2 + strlen(topic_) + strlen(waiting_);
  if (rest > 127) {  // the length is written in groups of seven bits
    client_.write(uint8_t(rest | 0x80));
    rest = 1;
  }
  client_.write(rest);
  putText(topic_);
  client_.print(waiting_);
  waiting_[0] = '\0';
}

bool Publisher::connect() {
  client_.setTimeout(PATIENCE_MS);
  if (!client_.connect(host_, port_)) return false;
  const uint8_t head[] = {CONNECT, uint8_t(12 + strlen(CLIENT_NAME)), 0, 4, 'M', 'Q', 'T', 'T', 4, 0x02, 0, KEEP_ALIVE_S};
  client_.write(head, sizeof head);
  putText(CLIENT_NAME);
  uint8_t answer[4] = {0, 0, 0, 255};
  client_.readBytes(answer, sizeof answer);
  if (answer[3] == 0) return true;
  Serial.println(F("PUBLISH: the broker refused the connection"));
  client_.stop();
  return false;
}

void Publisher::putText(const char *text) {
  client_.write(uint8_t(0));
  client_.write(uint8_t(strlen(text)));
  client_.print(text);
}
