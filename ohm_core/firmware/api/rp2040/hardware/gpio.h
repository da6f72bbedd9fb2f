// Source: Raspberry Pi Pico C SDK, hardware_gpio.
#pragma once
#include <Arduino.h>

typedef enum { GPIO_FUNC_SPI = 1, GPIO_FUNC_UART = 2, GPIO_FUNC_I2C = 3, GPIO_FUNC_PWM = 4, GPIO_FUNC_SIO = 5 } gpio_function_t;
void gpio_set_function(uint gpio, gpio_function_t function);
void gpio_put(uint gpio, bool value);
bool gpio_get(uint gpio);
