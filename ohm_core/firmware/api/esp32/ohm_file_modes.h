// File modes of the ESP32 core 3.x (FS.h): FILE_WRITE starts anew, FILE_APPEND goes on.
#pragma once
typedef const char *OhmFileMode;
#define FILE_READ "r"
#define FILE_WRITE "w"
#define FILE_APPEND "a"
