// Square waves on any pin. Source: core_esp8266_waveform.h of the ESP8266 core 3.x.
#pragma once
#include <Arduino.h>

int startWaveform(uint8_t pin, uint32_t highUs, uint32_t lowUs, uint32_t runTimeUs = 0);
int stopWaveform(uint8_t pin);
