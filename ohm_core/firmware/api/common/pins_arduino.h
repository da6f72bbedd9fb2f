// The pins by their names; here they are part of Arduino.h.
#pragma once
#include <Arduino.h>
