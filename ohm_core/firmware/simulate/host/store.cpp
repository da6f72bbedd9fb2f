// What outlives the program's run: EEPROM. Memory cards are not simulated: there is none in the slot. Second serial lines end
// nowhere.
#include <EEPROM.h>
#include <SD.h>

#include "host.h"

using namespace ohm;

EEPROMClass EEPROM;
static std::string cells;

bool EEPROMClass::begin(size_t size) {
  if (size == 0 || size > 4096) return false;
  cells = kept(KEPT_EEPROM);
  cells.resize(size, char(0xFF));
  return true;
}

uint8_t EEPROMClass::read(int address) { return address >= 0 && size_t(address) < cells.size() ? uint8_t(cells[size_t(address)]) : 0; }

void EEPROMClass::write(int address, uint8_t value) {
  if (address >= 0 && size_t(address) < cells.size()) cells[size_t(address)] = char(value);
}

bool EEPROMClass::commit() {
  if (cells.empty()) return false;
  keep(KEPT_EEPROM, cells.data(), cells.size());
  sleepUntil(now() + 20 * MS);  // a page of flash is erased and written
  return true;
}

bool EEPROMClass::end() {
  bool done = commit();
  cells.clear();
  return done;
}

SDClass SD;

bool SDClass::begin(uint8_t) {
  remark("absent", "SD", "Memory cards are not simulated: SD.begin() finds none.");
  sleepUntil(now() + 20 * MS);
  return false;
}

void SDClass::end() {}
File SDClass::open(const char *, OhmFileMode) { return File(); }
bool SDClass::exists(const char *) { return false; }
bool SDClass::mkdir(const char *) { return false; }
bool SDClass::remove(const char *) { return false; }

size_t File::write(uint8_t) { return 0; }
size_t File::write(const uint8_t *, size_t) { return 0; }
int File::available() { return 0; }
int File::read() { return -1; }
int File::peek() { return -1; }
bool File::seek(uint32_t) { return false; }
size_t File::position() const { return 0; }
size_t File::size() const { return 0; }
void File::close() {}
File::operator bool() const { return false; }
const char *File::name() const { return ""; }
bool File::isDirectory() { return false; }
File File::openNextFile() { return File(); }

void ohm::silentLine(const char *name) {
  remark("absent", name, std::string(name) + " is not simulated: what is sent on it is lost, and nothing comes in.");
}
