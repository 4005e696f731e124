#include "engine/columns/shapes.h"

namespace bursar::columns {

using checked::TypeKind;

Shape shape_of(const checked::Program& program, const checked::Type& type) {
  switch (type.kind) {
    case TypeKind::YesNo: return {Form::YesNo, 0, {}};
    case TypeKind::Number: return {Form::Decimal, 4, {}};
    case TypeKind::Percent: return {Form::Decimal, 6, {}};
    case TypeKind::Money: return {Form::Decimal, type.unit != 0 ? 4 : type.currency.minor_digits(), {}};
    case TypeKind::Count:
    case TypeKind::Year:
    case TypeKind::Month:
    case TypeKind::Time:
    case TypeKind::Moment: return {Form::Whole, 0, {}};
    case TypeKind::Date: return {Form::Date, 0, {}};
    case TypeKind::Text:
    case TypeKind::OneOf: return {Form::Text, 0, {}};
    case TypeKind::List: {
      Shape list{Form::List, 0, {}};
      for (const checked::Type& field : program.fields[type.index]) list.fields.push_back(shape_of(program, field));
      return list;
    }
    case TypeKind::Period:
    case TypeKind::Sequence:
    case TypeKind::Series:
    case TypeKind::None: break;
  }
  return {};
}

std::vector<Shape> shapes_of(const checked::Program& program) {
  std::vector<Shape> shapes;
  for (const checked::Fact& fact : program.facts) shapes.push_back(shape_of(program, fact.type));
  return shapes;
}

}  // namespace bursar::columns
