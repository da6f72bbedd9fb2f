#include "ohm_gestures.h"

#include "ohm_log.h"

void GestureButton::update() {
  Button::update();
  if (Button::pressed()) presses_++;
  if (Button::pressed() || Button::released()) movedAt_ = millis();
  gesture_ = finished();
  if (gesture_ == NONE) return;
  presses_ = 0;  // what is still held, and its end, belong to what is told now
  logEvent(name_, gesture_ == SHORT ? F("short_pressed") : gesture_ == LONG ? F("long_pressed") : F("double_pressed"));
}

GestureButton::Gesture GestureButton::finished() {
  if (presses_ == 0) return NONE;
  if (presses_ > 1) return DOUBLE;
  uint32_t since = millis() - movedAt_;
  if (isPressed()) return longMs_ && since >= longMs_ ? LONG : NONE;
  return since >= againMs_ ? SHORT : NONE;
}
