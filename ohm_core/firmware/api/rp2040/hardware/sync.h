// Source: Raspberry Pi Pico C SDK, hardware_sync.
#pragma once
#include <cstdint>

uint32_t save_and_disable_interrupts();
void restore_interrupts(uint32_t status);
