// Conditions that remember: when they began, when they ended, and a dead band against flicker.
#pragma once
#include <Arduino.h>

// A condition over time. Call update() once a pass of the loop; the first call begins or ends it.
class Condition {
 public:
  void update(bool holds) {
    changed_ = !known_ || holds != holds_;
    holds_ = holds;
    known_ = true;
    if (began()) since_ = millis();
  }

  // Nothing is known any more, as before the first update(). True if something was.
  bool forget() {
    bool knew = known_;
    known_ = holds_ = changed_ = false;
    return knew;
  }

  bool holds() const { return holds_; }
  bool began() const { return changed_ && holds_; }
  bool ended() const { return changed_ && !holds_; }

  // True when it begins, and again each time it has gone on for so long.
  bool beganOrEvery(uint32_t ms) {
    if (!holds_) return false;
    if (!began() && millis() - since_ < ms) return false;
    since_ = millis();
    return true;
  }

 private:
  bool known_ = false;
  bool holds_ = false;
  bool changed_ = false;
  uint32_t since_ = 0;
};

// Whether something has been so for a while without a break. Call update() once a pass of the loop.
class Lasting {
 public:
  void update(bool now, uint32_t ms) {
    if (now && !running_) since_ = millis();
    running_ = now;
    if (!now) over_ = false;
    else if (millis() - since_ >= ms) over_ = true;
  }

  bool holds() const { return over_; }

 private:
  bool running_ = false;
  bool over_ = false;
  uint32_t since_ = 0;
};

// One of so many turns after the other, round and round.
class Turns {
 public:
  explicit Turns(uint8_t count) : count_(count) {}

  void next() { turn_ = turn_ % count_ + 1; }

  bool at(uint8_t turn) const { return turn_ == turn; }

 private:
  uint8_t count_;
  uint8_t turn_ = 0;
};

// Steps one after the other, each with a time of its own. In each pass of the loop begins() or wait() is asked for every step in order.
class Sequence {
 public:
  explicit Sequence(uint8_t steps) : steps_(steps) {}

  // From the first step; one that is under way goes on.
  void start() {
    if (isRunning()) return;
    next_ = 1;
    lasts_ = 0;
    since_ = millis();
  }

  void stop() { next_ = 0; }
  bool isRunning() const { return next_ > 0 && !isOver(); }

  // True after the last step has had its time, until it is stopped or started again.
  bool isOver() const { return next_ > steps_ && millis() - since_ >= lasts_; }

  // True once, when it is this step's turn. The next one comes so many milliseconds later.
  bool begins(uint8_t step, uint32_t ms) {
    if (next_ != step || millis() - since_ < lasts_) return false;
    since_ += lasts_;
    lasts_ = ms;
    next_++;
    return true;
  }

  // A step in which nothing is done.
  void wait(uint8_t step, uint32_t ms) { begins(step, ms); }

 private:
  uint8_t steps_;
  uint8_t next_ = 0;  // 0: stopped
  uint32_t lasts_ = 0;
  uint32_t since_ = 0;
};

// A limit with a dead band: once passed, the value must come back by `band` before it counts as not passed.
// A value that is not known (NAN) never passes a limit.
class Limit {
 public:
  bool above(float value, float limit, float band) {
    return passed_ = value > (passed_ ? limit - band : limit);
  }

  bool below(float value, float limit, float band) {
    return passed_ = value < (passed_ ? limit + band : limit);
  }

 private:
  bool passed_ = false;
};

// The straight line through (fromA, toA) and (fromB, toB), held at both ends. NAN stays NAN.
inline float mapRange(float value, float fromA, float fromB, float toA, float toB) {
  if (isnan(value)) return NAN;
  float share = (value - fromA) / (fromB - fromA);
  share = share < 0 ? 0 : share > 1 ? 1 : share;
  return toA + share * (toB - toA);
}

inline bool sameText(const char *one, const char *other) {
  return strcmp(one, other) == 0;
}

// One of a list, at random.
template <typename T, size_t N>
const T &pick(const T (&choices)[N]) {
  return choices[random(N)];
}
