#include "ohm_dice.h"

constexpr uint8_t Dice::FACES[6];  // C++11 wants it said twice
