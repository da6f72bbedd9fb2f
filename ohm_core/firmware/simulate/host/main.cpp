// The program's frame: setup() once, loop() for ever; and the clock that libc asks for.
#include <sys/time.h>

#include "host.h"

using namespace ohm;

int main() {
  wakeMemory();
  setup();
  for (;;) {
    loop();
    spend(FAMILY.loop);
    rested();
  }
}

static bool asked, answered;

void ohm::clockFromNetwork(const char *zone) {
  asked = true;
  if (zone[0]) setenv("TZ", zone, 1);
  tzset();
}

// Seconds since 1970 once the network's clock has answered, until then since the start.
static double wallClock() {
  spend(FAMILY.clock);
  if (asked && !answered && joined()) answered = true;
  return answered ? epochMs() / 1000 : now() / 1e9;
}

extern "C" time_t time(time_t *into) noexcept {
  time_t found = time_t(wallClock());
  if (into) *into = found;
  return found;
}

extern "C" int gettimeofday(struct timeval *into, void *) noexcept {
  double found = wallClock();
  into->tv_sec = time_t(found);
  into->tv_usec = suseconds_t((found - double(into->tv_sec)) * 1e6);
  return 0;
}
