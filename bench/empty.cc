// The least a C++ program costs to start: what start-up is compared with.
int main() {}
