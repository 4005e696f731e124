// The scanner's tokens as ANTLR wants to see them: one block of memory, no allocation per token.
#pragma once

#include <vector>

#include "engine/parse/scanner.h"

// last: the runtime undefines EOF and others
#include <antlr4-runtime.h>

namespace bursar::parse {

class StreamToken final : public antlr4::Token {
 public:
  StreamToken(const Lexeme& lexeme, uint16_t type, size_t index)
      : lexeme_(&lexeme), index_(static_cast<uint32_t>(index)), type_(type) {}
  std::string getText() const override { return {}; }
  size_t getType() const override { return type_ == kEndOfFile ? static_cast<size_t>(-1) : type_; }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return 0; }
  size_t getTokenIndex() const override { return index_; }
  size_t getStartIndex() const override { return lexeme_->begin; }
  size_t getStopIndex() const override { return lexeme_->end; }  // half-open, unlike ANTLR's own
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

 private:
  const Lexeme* lexeme_;
  uint32_t index_;
  uint16_t type_;
};

class Stream final : public antlr4::TokenStream {
 public:
  explicit Stream(const std::vector<Lexeme>& lexemes) {
    tokens_.reserve(lexemes.size());
    for (size_t i = 0; i < lexemes.size(); ++i)
      tokens_.emplace_back(lexemes[i], lexemes[i].type == t::DE ? kind_of_de(lexemes, i) : lexemes[i].type, i);
  }
  /// A parser that is made next starts here: its constructor seeks to 0.
  void set_origin(size_t index) { origin_ = at_ = index; }

  antlr4::Token* LT(ssize_t k) override {
    const ssize_t i = static_cast<ssize_t>(at_) + (k > 0 ? k - 1 : k);
    if (i < 0) return nullptr;
    return get(std::min(static_cast<size_t>(i), tokens_.size() - 1));
  }
  antlr4::Token* get(size_t index) const override { return const_cast<StreamToken*>(&tokens_[index]); }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

  void consume() override {
    if (at_ + 1 < tokens_.size()) ++at_;
  }
  size_t LA(ssize_t k) override { return LT(k)->getType(); }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = index == 0 ? origin_ : index; }
  size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }

 private:
  // 的 goes on with a path, or says of what a figure or a bracket behind it is the share. It is one token or the
  // other by its neighbours, so that no rule needs to look two tokens ahead.
  static uint16_t kind_of_de(const std::vector<Lexeme>& lexemes, size_t at) {
    const uint16_t before = at > 0 ? lexemes[at - 1].type : kEndOfFile;
    const uint16_t behind = at + 1 < lexemes.size() ? lexemes[at + 1].type : kEndOfFile;
    switch (behind) {
      case t::NUMBER: case t::PER_UNIT: case t::LPAREN: case t::LABEL: return t::DE_SHARE;
      default: break;
    }
    switch (before) {  // what no path goes on from
      case t::RPAREN: case t::LABEL: case t::STRING: case t::DATE: case t::TIME: case t::MONTH: return t::DE_SHARE;
      default: return t::DE;
    }
  }

  std::vector<StreamToken> tokens_;
  size_t at_ = 0, origin_ = 0;
};

}  // namespace bursar::parse
