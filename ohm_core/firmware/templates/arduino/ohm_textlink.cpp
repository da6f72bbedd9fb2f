#include "ohm_textlink.h"

#include "ohm_log.h"

void TextLink::update() {
  received_ = false;
  int letter;
  while (!received_ && (letter = serial_.read()) >= 0) {
    if (letter != '\r' && letter != '\n') {
      if (length_ < LONGEST) line_[length_++] = letter;
    } else if (length_) {
      line_[length_] = '\0';
      length_ = 0;
      strcpy(message_, line_);
      received_ = true;
      Serial.print(name_);
      Serial.print(F(".message_text="));
      Serial.println(message_);
    }
  }
}

void TextLink::send(const char *text) {
  logState(name_, F("send"));
  serial_.write((const uint8_t *)text, strlen(text));
  serial_.write((const uint8_t *)"\n", 1);
}
