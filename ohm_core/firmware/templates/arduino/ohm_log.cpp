#include "ohm_log.h"

void logValue(const __FlashStringHelper *reading, float value, uint8_t decimals) {
  Serial.print(reading);
  Serial.print('=');
  Serial.println(value, decimals);
}

void logText(const __FlashStringHelper *reading, const char *text) {
  Serial.print(reading);
  Serial.print('=');
  Serial.println(text);
}

void logState(const char *part, const __FlashStringHelper *state) {
  Serial.print(part);
  Serial.print('=');
  Serial.println(state);
}

void logEvent(const char *part, const __FlashStringHelper *event) {
  Serial.print(part);
  Serial.print('.');
  Serial.println(event);
}

void logProblem(const char *part, const __FlashStringHelper *problem) {
  Serial.print(part);
  Serial.print(F(": "));
  Serial.println(problem);
}
