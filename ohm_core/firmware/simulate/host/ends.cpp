// Buses, network lines, and how a run of the program ends and begins anew: what is asked of the circuit in one piece.
#include <errno.h>
#include <unistd.h>

#include "frames.h"

namespace ohm {

Answer wire(int sda, int scl, uint32_t hz, uint8_t address, const std::string *written, size_t count, bool stop) {
  Frame frame(WIRE, now());
  frame.byte(sda).byte(scl).number(hz).byte(address).byte(written != nullptr).byte(stop).number(double(count));
  frame.text(written ? written->data() : "", written ? written->size() : 0);
  return exchange(frame);
}

std::string spi(int sck, int miso, int mosi, uint32_t hz, const uint8_t *data, size_t count) {
  std::string answer;
  for (size_t at = 0; at < count; at += 2048) {
    Frame frame(SPI_BYTES, now());
    frame.byte(sck).byte(miso).byte(mosi).number(hz).text(data + at, count - at < 2048 ? count - at : 2048);
    answer += exchange(frame).data;
  }
  return answer;
}

int dial(const char *host, uint16_t port) {
  std::string name(host);
  Frame frame(DIAL, now());
  frame.number(port).text(name.data(), name.size());
  return int(exchange(frame).value);
}

void send(int line, const uint8_t *data, size_t count) {
  for (size_t at = 0; at < count; at += 2048) Frame(SEND, now()).byte(line).text(data + at, count - at < 2048 ? count - at : 2048).post();
}

std::string receive(int line) {
  Frame frame(RECEIVE, now());
  frame.byte(line);
  return exchange(frame).data;
}

void tell(const char *name, const std::string &text) {
  std::string key(name);
  Frame(TELL, now()).text(key.data(), key.size()).text(text.data(), text.size()).post();
}

void remark(const char *kind, const char *subject, const std::string &text) {
  std::string first(kind), second(subject);
  Frame(REMARK, now()).text(first.data(), first.size()).text(second.data(), second.size()).text(text.data(), text.size()).post();
}

void keep(Kept what, const void *data, size_t count) {
  Frame(KEEP, now()).byte(what).text(data, count).post();
}

// Variables that outlive deep sleep lie in a section of their own (RTC_DATA_ATTR).
extern "C" char __start_ohm_rtc[] __attribute__((weak));
extern "C" char __stop_ohm_rtc[] __attribute__((weak));

void wakeMemory() {
  std::string saved = cause() == SLEPT ? kept(KEPT_RTC) : "";
  size_t size = size_t(__stop_ohm_rtc - __start_ohm_rtc);
  if (!saved.empty() && saved.size() == size) saved.copy(__start_ohm_rtc, size);
}

void restart(Cause why) {
  Frame frame(AGAIN, now());
  frame.byte(why);
  Reply reply;
  frame.ask(reply);
  unwatch();
  char *arguments[] = {program_invocation_name, nullptr};
  execve(program_invocation_name, arguments, arguments + 1);
  crash("it could not start again");
}

void deepSleep(double us) {
  size_t size = size_t(__stop_ohm_rtc - __start_ohm_rtc);
  if (size) keep(KEPT_RTC, __start_ohm_rtc, size);
  Frame frame(DEEP_SLEEP, now());
  frame.number(us);
  exchange(frame);
  restart(SLEPT);
}

}  // namespace ohm
