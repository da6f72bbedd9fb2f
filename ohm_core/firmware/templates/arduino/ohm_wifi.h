// The connection to a Wi-Fi network, kept up without ever waiting for it.
#pragma once
#include "ohm_timing.h"

class WifiLink {
 public:
  WifiLink(const char *name, const char *password);
  void begin();
  void update();

  bool connected() const { return connected_; }

 private:
  const char *name_;
  const char *password_;
  Every retry_{20000};
  bool connected_ = false;
};
