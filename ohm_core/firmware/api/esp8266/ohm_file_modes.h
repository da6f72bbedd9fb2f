// File modes of the ESP8266 core 3.x (SD.h): FILE_WRITE goes on at the end.
#pragma once
#include <cstdint>
typedef uint8_t OhmFileMode;
#define FILE_READ 1
#define FILE_WRITE 2
