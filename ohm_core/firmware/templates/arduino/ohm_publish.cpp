#include "ohm_publish.h"

#include "ohm_net.h"

static const uint16_t PATIENCE_MS = 3000;  // the longest a server may hold up the program

Publisher::Publisher(WifiLink &wifi, const char *host, uint16_t port, const char *topic)
    : wifi_(wifi), host_(host), port_(port), topic_(topic) {}

void Publisher::publish(const char *message) {
  Serial.print(F("PUBLISH="));
  Serial.println(message);
  if (count_ == PLACES) {
    first_ = (first_ + 1) % PLACES;
    count_--;
  }
  char *place = waiting_[(first_ + count_++) % PLACES];
  strncpy(place, message, LENGTH);
  place[LENGTH] = '\0';
}

void Publisher::update() {
  if (!count_ || !wifi_.connected() || !pause_.due()) return;
  if (!send(waiting_[first_])) {
    Serial.println(F("PUBLISH: the server did not take the message; trying again"));
    return;
  }
  first_ = (first_ + 1) % PLACES;
  count_--;
}

bool Publisher::send(const char *message) {
  WiFiClient client;
  client.setTimeout(PATIENCE_MS);
  if (!client.connect(host_, port_)) return false;
  client.print(F("POST /"));
  client.print(topic_);
  client.print(F(" HTTP/1.1\r\nHost: "));
  client.print(host_);
  client.print(F("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "));
  client.print(strlen(message));
  client.print(F("\r\nConnection: close\r\n\r\n"));
  client.print(message);
  char status[13] = "";  // "HTTP/1.1 200"
  size_t got = client.readBytes(status, sizeof status - 1);
  client.stop();
  return got == sizeof status - 1 && status[9] == '2';
}
