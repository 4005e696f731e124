// The tables of the design's storyboards, whole.
#include <catch2/catch.hpp>

#include "io/text/table.h"

using namespace bursar::text;

TEST_CASE("table: left-aligned columns", "[text]") {
  Table table({{"Condition"}, {"Needed"}, {"You"}, {"Result"}});
  table.add_row({"1  registered in Demo City", "yes", "yes", "✓ met"});
  table.add_row({"2  high-tech certificate valid on 2026-03-31", "yes", "to 2027-11-30", "✓ met"});
  table.add_row({"3  R&D spend 2025", ">= 2,000,000.00", "6,318,452.37", "✓ met"});
  table.add_row({"6  not on the dishonesty list"});
  CHECK('\n' + table.text(2) == R"(
  Condition                                     Needed           You            Result
  --------------------------------------------  ---------------  -------------  ------
  1  registered in Demo City                    yes              yes            ✓ met
  2  high-tech certificate valid on 2026-03-31  yes              to 2027-11-30  ✓ met
  3  R&D spend 2025                             >= 2,000,000.00  6,318,452.37   ✓ met
  6  not on the dishonesty list
)");
}

TEST_CASE("table: figures to the right, with a total", "[text]") {
  Table table({{"Item"}, {"How"}, {"Amount (CNY)", Align::Right}});
  table.add_row({"a  R&D up to 5,000,000.00", "5,000,000.00 × 5 %", "250,000.00"});
  table.add_row({"b  R&D above 5,000,000.00", "1,318,452.37 × 8 %", "105,476.19"});
  table.add_row({"c  \"little giant\" uplift", "355,476.19 × 20 %", "71,095.24"});
  table.add_row({"d  cap 1,000,000.00", "not reached", "0.00"});
  table.set_total({"Award", "", "426,571.43"});
  CHECK('\n' + table.text(2) == R"(
  Item                       How                 Amount (CNY)
  -------------------------  ------------------  ------------
  a  R&D up to 5,000,000.00  5,000,000.00 × 5 %    250,000.00
  b  R&D above 5,000,000.00  1,318,452.37 × 8 %    105,476.19
  c  "little giant" uplift   355,476.19 × 20 %      71,095.24
  d  cap 1,000,000.00        not reached                 0.00
  -------------------------  ------------------  ------------
  Award                                            426,571.43
)");
}

TEST_CASE("table: Chinese text is two columns a character", "[text]") {
  Table conditions({{"条件"}, {"要求"}, {"您的情况"}, {"结果"}});
  conditions.add_row({"1  注册地在示例市", "是", "是", "✓ 符合"});
  conditions.add_row({"2  高新技术企业证书在 2026-03-31 有效", "是", "有效期至 2027-11-30", "✓ 符合"});
  conditions.add_row({"3  2025 年研发费用", ">= 2,000,000.00", "6,318,452.37", "✓ 符合"});
  conditions.add_row({"4  研发费用占营业收入比例", ">= 5%", "7.31%", "✓ 符合"});
  conditions.add_row({"6  未列入严重失信主体名单", "未列入", "未列入", "✓ 符合"});
  CHECK('\n' + conditions.text(2) == R"(
  条件                                   要求             您的情况             结果
  -------------------------------------  ---------------  -------------------  ------
  1  注册地在示例市                      是               是                   ✓ 符合
  2  高新技术企业证书在 2026-03-31 有效  是               有效期至 2027-11-30  ✓ 符合
  3  2025 年研发费用                     >= 2,000,000.00  6,318,452.37         ✓ 符合
  4  研发费用占营业收入比例              >= 5%            7.31%                ✓ 符合
  6  未列入严重失信主体名单              未列入           未列入               ✓ 符合
)");

  Table items({{"明细"}, {"算式"}, {"金额（元）", Align::Right}});
  items.add_row({"a  研发费用 500 万元以内部分", "5,000,000.00 × 5%", "250,000.00"});
  items.add_row({"b  研发费用超过 500 万元部分", "1,318,452.37 × 8%", "105,476.19"});
  items.add_row({"c  专精特新小巨人上浮 20%", "355,476.19 × 20%", "71,095.24"});
  items.add_row({"d  封顶 1,000,000.00", "未触及", "0.00"});
  items.set_total({"核定金额", "", "426,571.43"});
  CHECK('\n' + items.text(2) == R"(
  明细                          算式               金额（元）
  ----------------------------  -----------------  ----------
  a  研发费用 500 万元以内部分  5,000,000.00 × 5%  250,000.00
  b  研发费用超过 500 万元部分  1,318,452.37 × 8%  105,476.19
  c  专精特新小巨人上浮 20%     355,476.19 × 20%    71,095.24
  d  封顶 1,000,000.00          未触及                   0.00
  ----------------------------  -----------------  ----------
  核定金额                                         426,571.43
)");
}

TEST_CASE("table: a narrow column is wrapped", "[text]") {
  Table table({{"条件", Align::Left, 20, 3}, {"要求", Align::Right}, {"结果"}});
  table.add_row({"1  注册地在示例市", "是", "✓"});
  table.add_row({"2  高新技术企业证书在 2026-03-31 有效", "是", "✓"});
  table.add_row({"3  R&D spend of the year 2025", "5%", "✗"});
  CHECK('\n' + table.text() == R"(
条件                 要求  结果
-------------------  ----  ----
1  注册地在示例市      是  ✓
2  高新技术企业证书    是  ✓
   在 2026-03-31 有
   效
3  R&D spend of the    5%  ✗
   year 2025
)");
}

TEST_CASE("table: without rows", "[text]") {
  const Table table({{"Item"}, {"Amount", Align::Right}});
  CHECK(table.empty());
  CHECK(table.text() == "Item  Amount\n----  ------\n");
}
