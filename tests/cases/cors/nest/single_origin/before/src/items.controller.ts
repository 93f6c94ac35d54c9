import { Controller, Get } from '@nestjs/common';

@Controller('items')
export class ItemsController {
  @Get()
  all() {
    return [{ id: 1 }];
  }
}
