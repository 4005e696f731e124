// Every sentence of the command line, in English and Chinese.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace bursar::cli {

enum class Say {
#define SENTENCE(key, en, zh) key,
#include "cli/sentences.def"
#undef SENTENCE
};

std::string say(Say key, bool chinese, std::initializer_list<std::string_view> args = {});

}  // namespace bursar::cli
