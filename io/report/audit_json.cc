#include "io/report/audit_json.h"

#include "io/report/audit_figures.h"
#include "io/report/audit_words.h"
#include "io/report/document.h"
#include "io/report/json.h"

namespace bursar::report {

namespace {

class Document {
 public:
  explicit Document(const audit::Audit& audit) : audit_(audit), en_(audit, Language::En), zh_(audit, Language::Zh) {}

  std::string text() const {
    std::string out = json_text(head());
    out.resize(out.size() - std::string_view("\n}\n").size());
    out += ",\n  \"rows\": [";
    for (size_t i = 0; i < audit_.rows.size(); ++i) {
      out += i > 0 ? ",\n    " : "\n    ";
      out += json_line(row(audit_.rows[i]));
    }
    return out += audit_.rows.empty() ? "]\n}\n" : "\n  ]\n}\n";
  }

 private:
  Node amount(const num::Exact& value) const {
    return Node::string(amount_string(value, audit_.policy.currency));
  }
  Node amount(const std::optional<num::Exact>& value) const { return value ? amount(*value) : Node::null(); }
  static Node count(uint64_t n) { return Node::number(static_cast<int64_t>(n)); }
  static Node strings(const std::vector<std::string>& values) {
    Node node = Node::array();
    for (const std::string& value : values) node.items.push_back(Node::string(value));
    return node;
  }
  static Node text_node(const award::Text& text) {
    Node node = Node::object();
    if (!text.en.empty()) node.add("en", text.en);
    if (!text.zh.empty()) node.add("zh", text.zh);
    return node;
  }

  /// An id with its sentence in both languages: the document is the same whoever asks for it.
  static Node said(const std::string& id, std::string en, std::string zh) {
    return Node::object().add("id", id).add("en", std::move(en)).add("zh", std::move(zh));
  }

  Node leads(const std::vector<audit::Lead>& leads) const {
    Node list = Node::array();
    for (const audit::Lead& lead : leads)
      list.items.push_back(
          Node::object()
              .add("code", std::string(audit::name(lead.code)))
              .add("reason", said(lead.reason.id, en_.reason(lead.reason), zh_.reason(lead.reason))));
    return list;
  }

  Node row(const audit::Row& row) const {
    Node node = Node::object();
    node.add("payout", row.payout.payout).add("id", row.payout.id).add("clause", row.payout.clause);
    if (row.payout.line > 0) node.add("line", Node::number(row.payout.line));
    node.add("outcome", std::string(key_of(row.outcome)));
    node.add("paid", amount(row.payout.paid)).add("due", amount(row.due)).add("difference", amount(row.difference));
    node.add("leads", leads(row.leads));
    if (!row.causes.empty()) {
      Node causes = Node::array();
      for (const uint32_t cause : row.causes) causes.items.push_back(Node::number(cause));
      node.add("causes", std::move(causes));
    }
    return node;
  }

  Node sum(const audit::Sum& sum) const {
    return Node::object()
        .add("rows", count(sum.rows))
        .add("paid", amount(sum.paid))
        .add("due", amount(sum.due))
        .add("over", amount(sum.over))
        .add("under", amount(sum.under));
  }

  Node totals() const {
    Node by_code = Node::array();
    const AuditFigures figures = figures_of(audit_);
    for (const auto& [code, sum] : audit_.sums) {
      Node one = Node::object();
      one.add("code", std::string(audit::name(code)))
          .add("name", Node::object()
                           .add("en", std::string(lead_name(code, Language::En)))
                           .add("zh", std::string(lead_name(code, Language::Zh))));
      for (auto& member : this->sum(sum).members) one.members.push_back(std::move(member));
      by_code.items.push_back(std::move(one));
    }
    Node with = Node::object();
    for (size_t code = 0; code < audit::kCodes; ++code)
      with.add(std::string(audit::name(static_cast<audit::Code>(code))), count(figures.rows_with[code]));
    return Node::object()
        .add("control_total", amount(audit_.control_total))
        .add("batch", sum(audit_.batch))
        .add("matched", sum(audit_.matched))
        .add("undecided", sum(audit_.undecided))
        .add("leads", count(audit_.leads))
        .add("by_first_a_code", std::move(by_code))
        .add("rows_with_code", std::move(with));
  }

  Node causes() const {
    Node list = Node::array();
    for (const audit::Cause& cause : audit_.causes)
      list.items.push_back(Node::object()
                               .add("kind", cause.kind)
                               .add("clause", cause.clause)
                               .add("detail", cause.detail)
                               .add("text", text_node(cause.text))
                               .add("en", en_.cause(cause))
                               .add("zh", zh_.cause(cause)));
    return list;
  }

  Node cause_sums() const {
    Node list = Node::array();
    for (const audit::CauseSum& sum : audit_.cause_sums)
      list.items.push_back(Node::object()
                               .add("cause", Node::number(sum.cause))
                               .add("rows", count(sum.rows))
                               .add("also", count(sum.also))
                               .add("difference", amount(sum.difference)));
    return list;
  }

  Node head() const {
    const auto or_null = [](const std::string& text) { return text.empty() ? Node::null() : Node::string(text); };
    Node node = Node::object();
    node.add("schema", std::string(kAuditSchema));
    node.add("policy", Node::object()
                           .add("id", audit_.policy.id)
                           .add("version", audit_.policy.version)
                           .add("digest", audit_.policy.digest));
    node.add("currency", audit_.policy.currency);
    node.add("as_of", audit_.as_of ? Node::string(audit_.as_of->to_text()) : Node::null());
    Node inputs = Node::array();
    for (const audit::Input& input : audit_.inputs)
      inputs.items.push_back(Node::object()
                                 .add("role", input.role)
                                 .add("file", input.file)
                                 .add("sha256", input.sha256)
                                 .add("bytes", count(input.bytes))
                                 .add("encoding", input.encoding)
                                 .add("rows", count(input.rows)));
    node.add("inputs", std::move(inputs));
    Node options = Node::object();
    for (const auto& [name, value] : audit_.options) options.add(name, value);
    node.add("options", std::move(options));
    node.add("totals", totals());
    node.add("batch_leads", leads(audit_.of_the_batch));
    node.add("causes", causes()).add("cause_sums", cause_sums());
    Node residues = Node::array();
    for (const audit::Residue& residue : audit_.residues)
      residues.items.push_back(
          Node::object().add("difference", amount(residue.difference)).add("rows", count(residue.rows)));
    node.add("residues", std::move(residues));
    Node reconciliations = Node::array();
    for (const audit::Reconciliation& one : audit_.reconciliations)
      reconciliations.items.push_back(Node::object()
                                          .add("left", one.left)
                                          .add("right", one.right)
                                          .add("left_total", amount(one.left_total))
                                          .add("right_total", amount(one.right_total))
                                          .add("missing", count(one.missing))
                                          .add("extra", count(one.extra))
                                          .add("different", count(one.different)));
    node.add("reconciliations", std::move(reconciliations));
    Node refused = Node::array();
    for (const audit::Refused& one : audit_.refused)
      refused.items.push_back(Node::object()
                                  .add("file", one.file)
                                  .add("line", Node::number(one.line))
                                  .add("record", one.record)
                                  .add("field", one.field)
                                  .add("issue", one.issue)
                                  .add("message", text_node(one.message)));
    node.add("refused", std::move(refused));
    Node not_checked = Node::array();
    for (const audit::NotChecked& one : audit_.not_checked)
      not_checked.items.push_back(
          said(one.id, en_.not_checked(one), zh_.not_checked(one)).add("needs", strings(one.names)));
    node.add("not_checked", std::move(not_checked));
    return node.add("run", or_null(audit_.run)).add("root", or_null(audit_.root));
  }

  const audit::Audit& audit_;
  AuditWords en_, zh_;
};

}  // namespace

std::string audit_json(const audit::Audit& audit) { return Document(audit).text(); }

}  // namespace bursar::report
