// What the Arduino core for ESP32, version 3.x, adds or has its own way.
// Source: docs.espressif.com/projects/arduino-esp32 (API: GPIO, ADC, DAC, LEDC, RMT, Timer, Touch) and its guide "Migration from
// 2.x to 3.0": ledcSetup, ledcAttachPin, ledcDetachPin, timerAlarmWrite, timerAlarmEnable and hallRead are gone.
#pragma once
#include <ohm_core_api.h>

#define ARDUINO_ARCH_ESP32 1
#define ESP32 1
#define F_CPU 240000000L
#define LED_BUILTIN 2

#define INPUT 0x01
#define OUTPUT 0x03
#define PULLUP 0x04
#define INPUT_PULLUP 0x05
#define PULLDOWN 0x08
#define INPUT_PULLDOWN 0x09
#define OPEN_DRAIN 0x10
#define OUTPUT_OPEN_DRAIN 0x13
#define RISING 0x01
#define FALLING 0x02
#define CHANGE 0x03
#define ONLOW 0x04
#define ONHIGH 0x05
#define IRAM_ATTR
#ifdef OHM_HOST_RUN
#define RTC_DATA_ATTR __attribute__((section("ohm_rtc")))  // kept in deep sleep
#else
#define RTC_DATA_ATTR
#endif

static const uint8_t TX = 1, RX = 3, SDA = 21, SCL = 22, SS = 5, MOSI = 23, MISO = 19, SCK = 18;
static const uint8_t A0 = 36, A3 = 39, A4 = 32, A5 = 33, A6 = 34, A7 = 35, DAC1 = 25, DAC2 = 26;
static const uint8_t T0 = 4, T1 = 0, T2 = 2, T3 = 15, T4 = 13, T5 = 12, T6 = 14, T7 = 27, T8 = 33, T9 = 32;

typedef enum { ADC_0db, ADC_2_5db, ADC_6db, ADC_11db } adc_attenuation_t;
uint16_t analogRead(uint8_t pin);
uint32_t analogReadMilliVolts(uint8_t pin);
void analogReadResolution(uint8_t bits);
void analogSetAttenuation(adc_attenuation_t attenuation);
void analogSetPinAttenuation(uint8_t pin, adc_attenuation_t attenuation);
void analogWrite(uint8_t pin, int value);
void analogWriteResolution(uint8_t pin, uint8_t bits);
void analogWriteFrequency(uint8_t pin, uint32_t hz);
bool dacWrite(uint8_t pin, uint8_t value);
bool dacDisable(uint8_t pin);

bool ledcAttach(uint8_t pin, uint32_t hz, uint8_t bits);
bool ledcAttachChannel(uint8_t pin, uint32_t hz, uint8_t bits, int8_t channel);
bool ledcWrite(uint8_t pin, uint32_t duty);
bool ledcWriteChannel(uint8_t channel, uint32_t duty);
uint32_t ledcWriteTone(uint8_t pin, uint32_t hz);
uint32_t ledcRead(uint8_t pin);
uint32_t ledcReadFreq(uint8_t pin);
uint32_t ledcChangeFrequency(uint8_t pin, uint32_t hz, uint8_t bits);
bool ledcDetach(uint8_t pin);
bool ledcFade(uint8_t pin, uint32_t from, uint32_t to, int ms);
bool ledcOutputInvert(uint8_t pin, bool invert);

typedef enum { RMT_RX_MODE = 0, RMT_TX_MODE = 1 } rmt_ch_dir_t;
typedef enum { RMT_MEM_NUM_BLOCKS_1 = 1, RMT_MEM_NUM_BLOCKS_2 = 2, RMT_MEM_NUM_BLOCKS_3 = 3, RMT_MEM_NUM_BLOCKS_4 = 4 } rmt_reserve_memsize_t;
typedef union {
  struct {
    uint32_t duration0 : 15;
    uint32_t level0 : 1;
    uint32_t duration1 : 15;
    uint32_t level1 : 1;
  };
  uint32_t val;
} rmt_data_t;
#define RMT_WAIT_FOR_EVER ((uint32_t)0xffffffff)
bool rmtInit(int pin, rmt_ch_dir_t direction, rmt_reserve_memsize_t memory, uint32_t hz);
bool rmtWrite(int pin, rmt_data_t *data, size_t count, uint32_t timeoutMs);
bool rmtWriteAsync(int pin, rmt_data_t *data, size_t count);
void rgbLedWrite(uint8_t pin, uint8_t red, uint8_t green, uint8_t blue);
void neopixelWrite(uint8_t pin, uint8_t red, uint8_t green, uint8_t blue);

typedef uint16_t touch_value_t;
touch_value_t touchRead(uint8_t pin);
void touchAttachInterrupt(uint8_t pin, void (*handler)(), touch_value_t threshold);

void attachInterrupt(uint8_t pin, void (*handler)(), int mode);
void attachInterruptArg(uint8_t pin, void (*handler)(void *), void *argument, int mode);

typedef struct hw_timer_s hw_timer_t;
hw_timer_t *timerBegin(uint32_t hz);
void timerEnd(hw_timer_t *timer);
void timerAttachInterrupt(hw_timer_t *timer, void (*handler)());
void timerAlarm(hw_timer_t *timer, uint64_t ticks, bool reload, uint64_t reloads);
uint64_t timerRead(hw_timer_t *timer);

uint32_t esp_random();
float temperatureRead();
void configTime(long gmtOffsetS, int daylightOffsetS, const char *server1, const char *server2 = nullptr, const char *server3 = nullptr);
bool getLocalTime(struct tm *info, uint32_t ms = 5000);

#define SERIAL_8N1 0x800001c
class HardwareSerial : public Stream {
 public:
  explicit HardwareSerial(uint8_t uart);
  void begin(unsigned long baud, uint32_t config = SERIAL_8N1, int8_t rxPin = -1, int8_t txPin = -1);
  void end();
  size_t write(uint8_t value) override;
  using Print::write;
  int available() override;
  int read() override;
  int peek() override;
  operator bool() const;

 private:
  uint8_t uart_;
};
extern HardwareSerial Serial, Serial1, Serial2;

class EspClass {
 public:
  void restart();
  uint32_t getFreeHeap();
  uint32_t getChipId();
  uint32_t getCycleCount();
  uint64_t getEfuseMac();
  void deepSleep(uint64_t us);
};
extern EspClass ESP;

// A port's registers: 32 pins each. Writing them does not reach the pins here; a note says so.
#define digitalPinToPort(pin) ((pin) > 31 ? 1 : 0)
#define digitalPinToBitMask(pin) (1UL << ((pin) & 31))
volatile uint32_t *portOutputRegister(int port);
volatile uint32_t *portInputRegister(int port);
volatile uint32_t *portModeRegister(int port);
