// Source: Raspberry Pi Pico C SDK, hardware_spi and hardware_base; __SPI0_DEVICE is arduino-pico's.
#pragma once
#include <cstddef>
#include <cstdint>

struct spi_inst_t;
struct spi_hw_t {
  volatile uint32_t cr0, cr1, dr, sr;
};
extern spi_inst_t *const spi0, *const spi1;
#define __SPI0_DEVICE spi0
#define __SPI1_DEVICE spi1
#define SPI_SSPCR0_DSS_LSB 0u
#define SPI_SSPCR0_DSS_BITS 0x0fu
spi_hw_t *spi_get_hw(spi_inst_t *spi);
int spi_write_blocking(spi_inst_t *spi, const uint8_t *bytes, size_t count);
int spi_write16_blocking(spi_inst_t *spi, const uint16_t *words, size_t count);
void hw_write_masked(volatile uint32_t *address, uint32_t values, uint32_t mask);
