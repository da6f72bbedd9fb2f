"""A small circuit with the mistakes that people make most, to try the Check page with."""

EXAMPLE = {
    "diagram.json": """{
 "version": 1, "author": "OHM", "editor": "wokwi", "title": "A lamp that has mistakes",
 "parts": [
  {"type": "board-esp32-devkit-c-v4", "id": "esp", "top": 0, "left": 0, "attrs": {}},
  {"type": "wokwi-led", "id": "lamp", "top": -120, "left": 220, "attrs": {"color": "red"}},
  {"type": "wokwi-pushbutton", "id": "button", "top": 160, "left": 220, "attrs": {}},
  {"type": "wokwi-hc-sr04", "id": "eye", "top": -160, "left": -260, "attrs": {}},
  {"type": "board-ssd1306", "id": "display", "top": 40, "left": 300, "attrs": {}}
 ],
 "connections": [
  ["esp:26", "lamp:A", "red", []], ["lamp:C", "esp:GND.2", "black", []],
  ["esp:34", "button:1.l", "green", []], ["button:2.l", "esp:GND.1", "black", []],
  ["esp:5V", "eye:VCC", "red", []], ["eye:GND", "esp:GND.1", "black", []], ["esp:5", "eye:TRIG", "blue", []], ["eye:ECHO", "esp:18", "yellow", []],
  ["esp:3V3", "display:VCC", "red", []], ["display:GND", "esp:GND.2", "black", []], ["esp:21", "display:SCL", "orange", []], ["esp:22", "display:SDA", "violet", []]
 ]
}
""",
    "sketch.ino": """#include <Wire.h>
#include <Adafruit_SSD1306.h>

const int LAMP = 25;
const int BUTTON = 34;
const int TRIG = 5, ECHO = 18;
Adafruit_SSD1306 display(128, 64, &Wire, -1);

void setup() {
  pinMode(LAMP, OUTPUT);
  pinMode(BUTTON, INPUT_PULLUP);
  pinMode(TRIG, OUTPUT);
  pinMode(ECHO, INPUT);
  display.begin(SSD1306_SWITCHCAPVCC, 0x3D);
}

void loop() {
  digitalWrite(LAMP, digitalRead(BUTTON) == LOW ? HIGH : LOW);
  digitalWrite(TRIG, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIG, LOW);
  long echo = pulseIn(ECHO, HIGH);
}
""",
}
