#include "cli/help.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/options.h"
#include "cli/sentences.h"
#include "io/text/width.h"
#include "io/text/wrap.h"

namespace bursar::cli {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

std::string rows_text(const Rows& rows, int indent) {
  int width = 0;
  for (const auto& [left, right] : rows) width = std::max(width, text::display_width(left));
  std::string out;
  for (const auto& [left, right] : rows) {
    const std::string margin(static_cast<size_t>(indent + width) + 2, ' ');
    std::string lead = std::string(static_cast<size_t>(indent), ' ') + text::pad_right(left, width) + "  ";
    for (const std::string& line : text::wrap(right, 100 - indent - width - 2)) {
      out += lead + line + "\n";
      lead = margin;
    }
  }
  return out;
}

std::string option_label(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "    --" : ", --") + name;
  if (!option.get_type_name().empty()) out += " " + option.get_type_name();
  return out;
}

bool is_positional(const CLI::Option& option) { return option.get_positional(); }

std::string usage_of(const CLI::App& app, bool zh) {
  const bool root = app.get_parent() == nullptr;
  std::string out = root ? "bursar" : "bursar " + app.get_name();
  if (root) out += " " + say(Say::WordCommand, zh);
  for (const CLI::Option* option : app.get_options())
    if (is_positional(*option)) out += " " + option->get_type_name();
  return out + " [" + say(Say::WordOptions, zh) + "]";
}

}  // namespace

std::string help_text(const CLI::App& app, bool zh) {
  const bool root = app.get_parent() == nullptr;
  std::string out = (root ? "bursar" : "bursar " + app.get_name()) + " - " + app.get_description() + "\n\n";
  out += say(Say::HelpExamples, zh) + "\n";
  for (const std::string& example : examples_of(root ? "" : app.get_name())) out += "  " + example + "\n";
  out += "\n" + say(Say::HelpUsage, zh) + "\n  " + usage_of(app, zh) + "\n";
  Rows arguments, options, commands;
  for (const CLI::Option* option : app.get_options()) {
    if (is_positional(*option))
      arguments.emplace_back(option->get_type_name(), option->get_description());
    else
      options.emplace_back(option_label(*option), option->get_description());
  }
  for (const CLI::App* sub : app.get_subcommands(nullptr))
    commands.emplace_back(sub->get_name(), sub->get_description());
  if (!commands.empty()) out += "\n" + say(Say::HelpCommands, zh) + "\n" + rows_text(commands, 2);
  if (!arguments.empty()) out += "\n" + say(Say::HelpArguments, zh) + "\n" + rows_text(arguments, 2);
  if (!options.empty()) out += "\n" + say(Say::HelpOptions, zh) + "\n" + rows_text(options, 2);
  return out + "\n" + say(Say::HelpExit, zh) + "\n";
}

std::string overview_text(const CLI::App& tree, bool zh) {
  std::string out = "bursar - " + tree.get_description() + "\n\n";
  Rows rows;
  std::string last;
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) {
    const std::string group = sub->get_group() == last ? "" : sub->get_group();
    last = sub->get_group();
    rows.emplace_back(text::pad_right(group, 8) + text::pad_right(sub->get_name(), 11), sub->get_description());
  }
  out += rows_text(rows, 2) + "\n";
  for (const std::string& example : examples_of("")) out += "  " + example + "\n";
  return out + "\n" + say(Say::OverviewEnd, zh) + "\n";
}

namespace {

std::string words_of(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_snames()) out += "-" + name + " ";
    for (const std::string& name : option->get_lnames()) out += "--" + name + " ";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::string names_of_commands(const CLI::App& tree) {
  std::string out;
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) out += (out.empty() ? "" : " ") + sub->get_name();
  return out;
}

std::string bash_text(const CLI::App& tree) {
  std::string out =
      "_bursar() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} words=\"" + names_of_commands(tree) + " " + words_of(tree) + "\"\n"
      "  case ${COMP_WORDS[1]} in\n";
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) {
    std::string words = words_of(*sub);
    if (sub->get_name() == "completions") words += " bash zsh fish";
    out += "    " + sub->get_name() + ") [ \"$COMP_CWORD\" -gt 1 ] && words=\"" + words + "\" ;;\n";
  }
  out +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "  if [ \"$COMP_CWORD\" -gt 1 ] && [ \"${word#-}\" = \"$word\" ]; then\n"
      "    COMPREPLY+=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _bursar bursar\n";
  return out;
}

/// Quotes, brackets and colons mean something to zsh's _arguments.
std::string zsh_quoted(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_options(const CLI::App& app, const std::string& indent) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    const auto add = [&](const std::string& name) {
      const std::string type = option->get_type_name();
      const std::string value = type.empty() ? "" : ":" + zsh_quoted(type) + ":_files";
      out += indent + "'" + name + "[" + zsh_quoted(option->get_description()) + "]" + value + "' \\\n";
    };
    for (const std::string& name : option->get_snames()) add("-" + name);
    for (const std::string& name : option->get_lnames()) add("--" + name);
  }
  return out;
}

std::string zsh_text(const CLI::App& tree) {
  std::string out = "#compdef bursar\n_bursar() {\n  local -a commands=(\n";
  for (const CLI::App* sub : tree.get_subcommands(nullptr))
    out += "    '" + sub->get_name() + ":" + zsh_quoted(sub->get_description()) + "'\n";
  out += "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    _arguments \\\n" +
         zsh_options(tree, "      ") + "      && return\n    return\n  fi\n  case $words[2] in\n";
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) {
    const bool shells = sub->get_name() == "completions";
    out += "    " + sub->get_name() + ")\n      _arguments \\\n" + zsh_options(*sub, "        ") +
           (shells ? "        '*:shell:(bash zsh fish)' ;;\n" : "        '*:file:_files' ;;\n");
  }
  return out + "  esac\n}\ncompdef _bursar bursar\n";
}

std::string fish_text(const CLI::App& tree) {
  const auto quoted = [](const std::string& text) {
    std::string out = "'";
    for (char c : text) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    return out + "'";
  };
  const auto options = [&](const CLI::App& app, const std::string& condition) {
    std::string out;
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_positional()) continue;
      out += "complete -c bursar -n " + condition;
      for (const std::string& name : option->get_snames()) out += " -s " + name;
      for (const std::string& name : option->get_lnames()) out += " -l " + name;
      if (!option->get_type_name().empty()) out += " -r";
      out += " -d " + quoted(option->get_description()) + "\n";
    }
    return out;
  };
  std::string out = options(tree, "__fish_use_subcommand");
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) {
    const std::string seen = "'__fish_seen_subcommand_from " + sub->get_name() + "'";
    out += "complete -c bursar -n __fish_use_subcommand -f -a " + sub->get_name() + " -d " +
           quoted(sub->get_description()) + "\n" + options(*sub, seen);
    if (sub->get_name() == "completions") out += "complete -c bursar -n " + seen + " -f -a 'bash zsh fish'\n";
  }
  return out;
}

std::string roff(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

}  // namespace

std::string completions_text(const CLI::App& tree, const std::string& shell) {
  if (shell == "bash") return bash_text(tree);
  if (shell == "zsh") return zsh_text(tree);
  if (shell == "fish") return fish_text(tree);
  return {};
}

std::string manual_text(const CLI::App& tree, bool zh) {
  std::string out = ".TH BURSAR 1 \"\" \"bursar " + std::string(kVersion) + "\"\n.SH NAME\nbursar \\- " +
                    roff(tree.get_description()) + "\n.SH SYNOPSIS\n";
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) out += ".PP\n" + roff(usage_of(*sub, zh)) + "\n";
  const auto options = [&](const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options()) {
      const std::string label = is_positional(*option) ? option->get_type_name() : option_label(*option);
      text += ".TP\n.B " + roff(label.substr(label.find_first_not_of(' '))) + "\n" +
              roff(option->get_description()) + "\n";
    }
    return text;
  };
  out += ".SH " + roff(say(Say::HelpOptions, zh)) + "\n" + options(tree);
  out += ".SH " + roff(say(Say::HelpCommands, zh)) + "\n";
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) {
    out += ".SS " + roff(sub->get_name()) + "\n" + roff(sub->get_description()) + "\n.PP\n.nf\n";
    for (const std::string& example : examples_of(sub->get_name())) out += roff(example) + "\n";
    out += ".fi\n";
    for (const CLI::Option* option : sub->get_options()) {
      // What every command has is said once, above.
      const bool shared = !is_positional(*option) && !option->get_lnames().empty() &&
                          tree.get_option_no_throw("--" + option->get_lnames().front()) != nullptr;
      if (shared) continue;
      const std::string label = is_positional(*option) ? option->get_type_name() : option_label(*option);
      out += ".TP\n.B " + roff(label.substr(label.find_first_not_of(' '))) + "\n" +
             roff(option->get_description()) + "\n";
    }
  }
  return out + ".SH EXIT STATUS\n" + roff(say(Say::HelpExit, zh)) + "\n";
}

}  // namespace bursar::cli
