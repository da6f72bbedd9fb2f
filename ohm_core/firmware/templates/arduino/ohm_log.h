// Lines on the serial monitor, always of one form: "REF.reading=23.5", "REF=on", "REF.event", "REF: what is wrong".
#pragma once
#include <Arduino.h>

void logValue(const __FlashStringHelper *reading, float value, uint8_t decimals);
void logText(const __FlashStringHelper *reading, const char *text);
void logState(const char *part, const __FlashStringHelper *state);
void logEvent(const char *part, const __FlashStringHelper *event);
void logProblem(const char *part, const __FlashStringHelper *problem);
