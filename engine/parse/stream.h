// The scanner's tokens as ANTLR wants to see them: one block of memory, no allocation per token.
#pragma once

#include <vector>

#include "engine/parse/scanner.h"

// last: the runtime undefines EOF and others
#include <antlr4-runtime.h>

namespace bursar::parse {

class StreamToken final : public antlr4::Token {
 public:
  StreamToken(const Lexeme& lexeme, size_t index) : lexeme_(&lexeme), index_(index) {}
  const Lexeme& lexeme() const { return *lexeme_; }
  std::string getText() const override { return {}; }
  size_t getType() const override {
    return lexeme_->type == kEndOfFile ? static_cast<size_t>(-1) : static_cast<size_t>(lexeme_->type);
  }
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
  size_t index_;
};

class Stream final : public antlr4::TokenStream {
 public:
  explicit Stream(const std::vector<Lexeme>& lexemes) {
    tokens_.reserve(lexemes.size());
    for (const Lexeme& lexeme : lexemes) tokens_.emplace_back(lexeme, tokens_.size());
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
  std::vector<StreamToken> tokens_;
  size_t at_ = 0, origin_ = 0;
};

}  // namespace bursar::parse
