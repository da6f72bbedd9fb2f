"""C programs of the Pico SDK and ESP-IDF, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.firmware.reading.framework import UNREAD
from ohm_core.firmware.reading.read import facts_of, read_sketch

PICO = '#include "pico/stdlib.h"\n#include "hardware/i2c.h"\n#include "hardware/adc.h"\n'
IDF = '#include "freertos/FreeRTOS.h"\n#include "driver/gpio.h"\n#include "esp_adc/adc_oneshot.h"\n'


def pico(body: str) -> SketchFacts:
    return facts_of({"main.c": f"{PICO}int main() {{ {body} }}"}, "rp2040")


def idf(body: str) -> SketchFacts:
    return facts_of({"main.c": f"{IDF}void app_main(void) {{ {body} }}"}, "esp32")


def pins(facts: SketchFacts) -> set[tuple[int | str, str]]:
    return {(u.pin, u.how) for u in facts.pins if u.sure}


def test_a_direction_is_that_of_its_second_argument() -> None:
    assert pins(pico("gpio_init(2); gpio_set_dir(2, GPIO_OUT); gpio_set_dir(3, false); gpio_put(2, 1);")) == {(2, "out"), (3, "in")}
    assert pins(idf("gpio_set_direction(GPIO_NUM_4, GPIO_MODE_OUTPUT); gpio_set_direction(5, GPIO_MODE_INPUT); gpio_set_pull_mode(5, GPIO_PULLUP_ONLY);")) == {(4, "out"), (5, "in"), (5, "in_pullup")}


def test_a_bus_takes_the_end_that_the_pin_has_there() -> None:
    facts = pico("i2c_init(i2c1, 400000); gpio_set_function(6, GPIO_FUNC_I2C); gpio_set_function(7, GPIO_FUNC_I2C); i2c_write_blocking(i2c1, 0x3C, data, 2, false);")
    assert [(b.kind, b.unit, b.pins) for b in facts.buses] == [("i2c", "1", (("sda", 6), ("scl", 7)))]
    assert [a.address for a in facts.addresses] == [0x3C]


def test_masks_are_one_pin_a_bit() -> None:
    assert pins(pico("gpio_init_mask(0x0c); gpio_set_dir_out_masked((1 << 2) | (1 << 3));")) == {(2, "out"), (3, "out")}


def test_a_channel_of_the_converter_is_a_pin() -> None:
    assert pins(pico("adc_gpio_init(27); adc_select_input(1); adc_select_input(4);")) == {(27, "analog")}
    body = "adc_oneshot_unit_init_cfg_t init = { .unit_id = ADC_UNIT_1 }; adc_oneshot_new_unit(&init, &adc); adc_oneshot_config_channel(adc, ADC_CHANNEL_6, &cfg);"
    assert pins(idf(body)) == {("adc:ADC1.6", "analog")}


def test_a_structure_says_its_pins_with_mode_and_pulls() -> None:
    one = idf("gpio_config_t io = { .pin_bit_mask = BIT64(27), .mode = GPIO_MODE_INPUT, .pull_up_en = GPIO_PULLUP_ENABLE }; gpio_config(&io);")
    assert pins(one) == {(27, "in_pullup")}
    bus = idf("i2c_config_t c; c.sda_io_num = 21; c.scl_io_num = GPIO_NUM_22;")
    assert bus.buses[0].pins == (("sda", 21), ("scl", 22))


def test_a_structure_that_is_filled_again_is_noted_as_it_stands_at_each_call() -> None:
    facts = idf("gpio_config_t io = {};\nio.mode = GPIO_MODE_OUTPUT;\nio.pin_bit_mask = 1ULL << 26;\ngpio_config(&io);\nio.mode = GPIO_MODE_INPUT;\nio.pin_bit_mask = 1ULL << 27;\ngpio_config(&io);")
    assert {(u.pin, u.how, u.sure) for u in facts.pins} == {(26, "out", False), (27, "in", False)}


def test_a_pin_of_the_menu_is_open_until_the_settings_are_there(tmp_path: Path) -> None:
    (tmp_path / "CMakeLists.txt").touch()
    (tmp_path / "pytest_blink.py").write_text("import pytest\n")
    (tmp_path / "main").mkdir()
    (tmp_path / "main" / "blink.c").write_text(IDF + "void app_main(void) {\n#ifdef CONFIG_FAST\n gpio_set_level(12, 1);\n#endif\n gpio_set_direction(CONFIG_BLINK_GPIO, GPIO_MODE_OUTPUT); }")
    open_ = read_sketch(tmp_path, "esp32")
    assert not open_.complete() and "menuconfig" in open_.unread[0] and pins(open_) == {(12, "out")}
    (tmp_path / "sdkconfig").write_text('CONFIG_IDF_TARGET="esp32"\nCONFIG_BLINK_GPIO=5\n# CONFIG_FAST is not set\n')
    assert pins(read_sketch(tmp_path, "esp32")) == {(5, "out")} and read_sketch(tmp_path, "esp32").complete()


def test_a_folder_with_c_alone_is_read_and_its_components_too(tmp_path: Path) -> None:
    (tmp_path / "CMakeLists.txt").touch()
    (tmp_path / "main").mkdir()
    (tmp_path / "components" / "lamp").mkdir(parents=True)
    (tmp_path / "main" / "app.c").write_text(IDF + '#include "lamp.h"\nvoid app_main(void) { lamp_on(33); }')
    (tmp_path / "components" / "lamp" / "lamp.h").write_text("void lamp_on(int pin);\n")
    (tmp_path / "components" / "lamp" / "lamp.c").write_text("#include \"driver/gpio.h\"\nvoid lamp_on(int pin) { gpio_set_level(pin, 1); }\n")
    facts = read_sketch(tmp_path, "esp32")
    assert pins(facts) == {(33, "out")} and facts.strangers == ()


def test_several_programs_in_one_folder_are_asked_about(tmp_path: Path) -> None:
    for name, pin in (("one.c", 2), ("two.c", 3)):
        (tmp_path / name).write_text(f"{PICO}int main() {{ gpio_put({pin}, 1); }}")
    with pytest.raises(BadInput, match="several programs"):
        read_sketch(tmp_path, "rp2040")
    assert pins(read_sketch(tmp_path / "two.c", "rp2040")) == {(3, "out")}


def test_c_for_another_framework_is_said_to_be_unread() -> None:
    facts = facts_of({"main.c": '#include "stm32f1xx_hal.h"\nint main(void) { HAL_GPIO_TogglePin(GPIOC, 13); }'}, "stm32")
    assert any(UNREAD in why for why in facts.unread) and not facts.complete()
