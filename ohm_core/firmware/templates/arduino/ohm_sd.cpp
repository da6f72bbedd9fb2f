#include "ohm_sd.h"

#include <SD.h>
#include <SPI.h>

#include "ohm_log.h"

static const char FILE_NAME[] = "/LOG.TXT";

#ifdef FILE_APPEND  // the ESP32's FILE_WRITE would begin the file anew
#define TO_ITS_END FILE_APPEND
#else
#define TO_ITS_END FILE_WRITE
#endif

CardLog::CardLog(const char *name, uint8_t csPin) : name_(name), csPin_(csPin) {}

void CardLog::begin() {
  ready_ = SD.begin(csPin_);
  if (!ready_) logProblem(name_, F("no card; insert one in FAT32 and check its wires"));
}

// The file is closed after each line, so that nothing is lost when the power goes.
bool CardLog::log(const char *text) {
  if (!ready_) begin();
  File file = ready_ ? SD.open(FILE_NAME, TO_ITS_END) : File();
  ready_ = bool(file);
  if (!ready_) return false;
  bool written = file.println(text) > 0;
  file.close();
  return written;
}
