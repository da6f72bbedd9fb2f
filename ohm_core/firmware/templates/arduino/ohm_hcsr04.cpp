#include "ohm_hcsr04.h"

#include "ohm_log.h"

static const uint8_t US_PER_CM = 58;
static const uint32_t TIMEOUT_US = 30000;  // longer than the echo from MAX_CM, far shorter than pulseIn()'s own second
static const uint8_t FAILURES_UNTIL_UNKNOWN = 5;

DistanceSensor::DistanceSensor(const char *name, uint8_t trigPin, uint8_t echoPin, uint32_t everyMs)
    : name_(name), trigPin_(trigPin), echoPin_(echoPin), tick_(everyMs) {}

void DistanceSensor::begin() {
  pinMode(trigPin_, OUTPUT);
  digitalWrite(trigPin_, LOW);
  pinMode(echoPin_, INPUT);
}

void DistanceSensor::update() {
  if (!tick_.due()) return;
  digitalWrite(trigPin_, HIGH);
  delayMicroseconds(10);
  digitalWrite(trigPin_, LOW);
  uint32_t echoUs = pulseIn(echoPin_, HIGH, TIMEOUT_US);
  if (echoUs > 0) {
    failures_ = 0;
    distance_ = min(float(echoUs) / US_PER_CM, float(MAX_CM));
  } else if (digitalRead(echoPin_) == HIGH) {  // still listening: nothing in reach
    failures_ = 0;
    distance_ = MAX_CM;
  } else if (failures_ < FAILURES_UNTIL_UNKNOWN && ++failures_ == FAILURES_UNTIL_UNKNOWN) {
    distance_ = NAN;
    logProblem(name_, F("no echo signal; check TRIG, ECHO and its supply"));
  }
}
