// Program memory is plain memory on these chips; it is part of Arduino.h.
#pragma once
#include <Arduino.h>
