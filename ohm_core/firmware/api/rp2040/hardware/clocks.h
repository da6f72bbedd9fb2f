// Source: Raspberry Pi Pico C SDK, hardware_clocks.
#pragma once
#include <cstdint>

enum clock_index { clk_ref, clk_sys, clk_peri, clk_usb, clk_adc, clk_rtc };
uint32_t clock_get_hz(clock_index clock);
