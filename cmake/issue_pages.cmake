# Makes ${BURSAR_ISSUE_PAGES}/issue_pages.inc from docs/issues/*.md for `bursar explain CODE`; the target
# bursar_issue_pages gives whoever links it the folder to include it from.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
set(BURSAR_ISSUE_PAGES ${CMAKE_BINARY_DIR}/issue_pages)
file(MAKE_DIRECTORY ${BURSAR_ISSUE_PAGES})
file(GLOB bursar_issue_texts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/issues/*.md)
add_custom_command(
  OUTPUT ${BURSAR_ISSUE_PAGES}/issue_pages.inc
  COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/issue_pages.py ${PROJECT_SOURCE_DIR}/docs/issues
          ${BURSAR_ISSUE_PAGES}/issue_pages.inc
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/issue_pages.py ${bursar_issue_texts}
  VERBATIM)
add_custom_target(bursar_issue_texts DEPENDS ${BURSAR_ISSUE_PAGES}/issue_pages.inc)
add_library(bursar_issue_pages INTERFACE)
target_include_directories(bursar_issue_pages INTERFACE ${BURSAR_ISSUE_PAGES})
add_dependencies(bursar_issue_pages bursar_issue_texts)
