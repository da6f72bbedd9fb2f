// How a program can fall, and how one that stands still is seen.
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <new>

#include "frames.h"

namespace ohm {

void crash(const std::string &why) {
  Frame frame(CRASH, now());
  frame.text(why.data(), why.size()).last();
  _exit(1);
}

static void fell(int signal) {
  const char *why = signal == SIGFPE ? "it divided by zero" : signal == SIGABRT ? "it gave itself up (abort)" : signal == SIGXCPU ? "it used up its time"
                    : "it used memory that is not its own";
  forget();
  Frame frame(CRASH, now());
  frame.text(why, strlen(why)).last();
  _exit(1);
}

static Nanos seen = -1;

// An empty loop has no branch that could tell the clock, `while (true) {}`. Where the processor has worked for a while and no time
// has passed, the sketch is in one: time goes on, and so do interrupts.
static void look(int) {
  if (asking() || now() != seen) {
    seen = now();
    return;
  }
  for (int i = 0; i < 1000; i++) spend(MS);
  seen = now();
}

static void watch() {
  struct itimerval every = {{0, 50000}, {0, 50000}};
  setitimer(ITIMER_VIRTUAL, &every, nullptr);
}

// Before another life: no timer, and no signal held back because this one ends in a handler.
void unwatch() {
  struct itimerval never = {};
  setitimer(ITIMER_VIRTUAL, &never, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

static void on(int signal, void (*run)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = run;
  action.sa_flags = flags;
  sigaction(signal, &action, nullptr);
}

__attribute__((constructor)) static void begin() {
  static uint8_t stack[16384];
  stack_t own = {};
  own.ss_sp = stack;
  own.ss_size = sizeof stack;
  sigaltstack(&own, nullptr);
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU}) on(signal, fell, SA_ONSTACK);
  on(SIGVTALRM, look, SA_RESTART);
  std::set_new_handler([] { crash("it used up its memory"); });
  watch();
}

}  // namespace ohm
