// Amounts in the formal Chinese numerals of vouchers and cheques (人民币大写).
//
// Rules: 支付结算办法 (银发〔1997〕393号), annex 正确填写票据和结算凭证的基本规定: 整 after 元, optional after 角,
// none after 分; where 零 must, may and may not stand; 正 for 整; traditional 貳 陸 萬 億 圓 are accepted.
// 会计基础工作规范 art. 52: 整 after 元 and after 角. What is written here satisfies both.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/num/exact.h"

namespace bursar::num {

/// "人民币壹仟肆佰零玖元伍角整"; "人民币负…" when negative. Where the rules leave 零 open, the first form of
/// their own examples: none between 万 or 亿 and a full group of four, one between 元 and 角 when the yuan end
/// in 0. Nothing when the amount is not a whole number of fen or is 10^16 yuan or more.
std::optional<std::string> rmb_capitals(const Exact& yuan);

/// The amount that `text` says. Accepts every form that the rules allow, with or without 人民币, and 零元 before
/// 角 and 分. Nothing for any other text: one that lacks a required 零 or 整, or has one too many, could be
/// read as, or altered into, another amount.
std::optional<Exact> parse_rmb_capitals(std::string_view text);

struct CapitalsRead {
  Exact amount;
  bool by_the_rules = true;  ///< parse_rmb_capitals reads it
};

/// For a comparison of amounts, which a fault of style must not stand in the way of: also reads texts with 零 and 整 at
/// fault, with blanks, with 人民币：, or that begin with 拾. Nothing when no one amount is meant.
std::optional<CapitalsRead> read_rmb_capitals(std::string_view text);

}  // namespace bursar::num
