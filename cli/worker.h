// A thread that does one task after the other.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace bursar::cli {

class Worker {
 public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Precondition: the task before is done.
  void start(std::function<void()> task);
  /// Waits for the task, if there is one; what it threw comes out here.
  void wait();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> task_;
  std::exception_ptr thrown_;
  bool ends_ = false;
  std::thread thread_;  ///< last: it uses what stands before
};

}  // namespace bursar::cli
